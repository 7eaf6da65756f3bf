using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using Praxis.Core;

namespace Praxis.Bench;

/// <summary>What one fit of <see cref="PoseArms"/> came to, small enough to be kept with the sources: a table over
/// seeds can then be made again, and grow, without the fits behind it.</summary>
internal sealed record PoseArmResult(
    ulong Seed,
    double Seconds,
    long Weights,
    string Version,
    IReadOnlyList<PoseSetResult> Sets,
    IReadOnlyList<PlacementSpread> Placements)
{
    /// <summary>Ends the names of files.</summary>
    internal const string Suffix = ".json.gz";

    // Shares are quotients of small counts: four digits tell them apart.
    private const int Digits = 4;

    /// <summary>The version of this program, with its commit.</summary>
    internal static string OwnVersion => typeof(PoseArmResult).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>One of its sets.</summary>
    internal PoseSetResult Set(string name) => Sets.First(one => one.Name == name);

    internal static double Rounded(double value) => double.IsNaN(value) ? -1 : Math.Round(value, Digits);

    internal static PoseArmResult Read(string path)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<PoseArmResult>(stream, PraxisJson.Line)!;
    }

    internal void Write(string path) => AtomicFile.Write(path, stream =>
    {
        using var compressed = new GZipStream(stream, CompressionLevel.SmallestSize, leaveOpen: true);
        JsonSerializer.Serialize(compressed, this, PraxisJson.Line);
    });
}

/// <summary>One way to read the heat maps on one set of test people.</summary>
/// <param name="Name">The set, behind a slash the fusion where it is not that of the last stack.</param>
/// <param name="Percent">Mean of the joints' PCK.</param>
/// <param name="Shares">Share of each person's joints that are found.</param>
/// <param name="Counts">Labelled joints of each person.</param>
/// <param name="SwappedSides">Share of pairs found on the other side; -1 where none can be told.</param>
/// <param name="WrongPerson">Share of joints found on another person; -1 where none can be told.</param>
internal sealed record PoseSetResult(
    string Name,
    double Percent,
    IReadOnlyList<double> Shares,
    IReadOnlyList<double> Counts,
    double SwappedSides,
    double WrongPerson);

/// <summary>Where the generator put parts at the end of an epoch, in its own units of (-½, ½).</summary>
/// <param name="AtBounds">Share of its numbers beyond ±0.48.</param>
/// <param name="Mean">Of angle, x and y, over pictures and types.</param>
/// <param name="BetweenTypes">Standard deviation of the types' means.</param>
/// <param name="BetweenPictures">Standard deviation over pictures within a type: 0 where the picture is not looked at.
/// </param>
internal sealed record PlacementSpread(
    double AtBounds,
    IReadOnlyList<double> Mean,
    IReadOnlyList<double> BetweenTypes,
    IReadOnlyList<double> BetweenPictures)
{
    private const int Numbers = 3;
    private const double NearBound = 0.48;

    /// <summary>One for each epoch.</summary>
    /// <param name="values">[E, P, T, 3].</param>
    /// <param name="shape">E, P, T, 3.</param>
    internal static IEnumerable<PlacementSpread> Of(ReadOnlyMemory<float> values, IReadOnlyList<long> shape)
    {
        int pictures = (int)shape[1];
        int types = (int)shape[2];
        for (int epoch = 0; epoch < shape[0]; epoch++)
        {
            ReadOnlyMemory<float> own = values.Slice(epoch * pictures * types * Numbers, pictures * types * Numbers);
            yield return OfEpoch(own.Span, pictures, types);
        }
    }

    private static PlacementSpread OfEpoch(ReadOnlySpan<float> values, int pictures, int types)
    {
        var mean = new double[Numbers];
        var betweenTypes = new double[Numbers];
        var betweenPictures = new double[Numbers];
        int beyond = 0;
        foreach (float value in values)
        {
            beyond += Math.Abs(value) > NearBound ? 1 : 0;
        }

        for (int number = 0; number < Numbers; number++)
        {
            double sum = 0;
            double squares = 0;
            double within = 0;
            for (int type = 0; type < types; type++)
            {
                double own = 0;
                double ownSquares = 0;
                for (int picture = 0; picture < pictures; picture++)
                {
                    double value = values[(((picture * types) + type) * Numbers) + number];
                    own += value / pictures;
                    ownSquares += value * value / pictures;
                }

                sum += own / types;
                squares += own * own / types;
                within += Math.Max(0, ownSquares - (own * own)) / types;
            }

            mean[number] = PoseArmResult.Rounded(sum);
            betweenTypes[number] = PoseArmResult.Rounded(Math.Sqrt(Math.Max(0, squares - (sum * sum))));
            betweenPictures[number] = PoseArmResult.Rounded(Math.Sqrt(within));
        }

        double atBounds = PoseArmResult.Rounded(beyond / (double)values.Length);
        return new PlacementSpread(atBounds, mean, betweenTypes, betweenPictures);
    }
}
