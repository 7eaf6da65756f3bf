namespace Praxis.Pose;

/// <summary>A person with a picture of it at hand.</summary>
internal sealed class PoseExample
{
    private readonly Func<RgbImage> _image;

    /// <summary>A person in a picture that is kept in memory.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="person">In its pixels.</param>
    internal PoseExample(RgbImage image, Person person)
        : this(() => image, person, null, person)
    {
    }

    /// <summary>A person of a larger picture.</summary>
    /// <param name="image">Gives what lies about the person.</param>
    /// <param name="person">In pixels of what it gives.</param>
    /// <param name="stored">Where that lies in the picture; null for all of it.</param>
    /// <param name="original">In pixels of the picture.</param>
    internal PoseExample(Func<RgbImage> image, Person person, CropTransform? stored, Person original)
    {
        _image = image;
        Person = person;
        Stored = stored;
        Original = original;
    }

    /// <summary>The picture, or what lies about the person.</summary>
    internal RgbImage Image => _image();

    /// <summary>Where <see cref="Image"/> has the picture, in whole pixels; null for all of it.</summary>
    internal PersonBox? PictureArea { get; init; }

    /// <summary>The person, in its pixels.</summary>
    internal Person Person { get; }

    /// <summary>Where <see cref="Image"/> lies in the picture.</summary>
    internal CropTransform? Stored { get; }

    /// <summary>The person in pixels of the picture.</summary>
    internal Person Original { get; }

    /// <summary>Other people of the picture, in its pixels.</summary>
    internal IReadOnlyList<Person> Others { get; init; } = [];

    /// <summary>What each pixel shows, where the picture was drawn; null for photographs.</summary>
    internal FigureSample? Figure { get; init; }

    /// <summary>The number of the picture.</summary>
    internal long PictureId { get; init; }

    /// <summary>The picture's name in the annotations; empty for drawn ones.</summary>
    internal string PictureName { get; init; } = string.Empty;

    /// <summary>Fingerprint of the picture's bytes; empty for drawn ones.</summary>
    internal string Fingerprint { get; init; } = string.Empty;
}
