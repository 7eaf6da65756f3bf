using System.Text.Json;
using Praxis.Core;

namespace Praxis.Pose;

/// <summary>What part each picture played in a fit, told by its bytes, and how people were scored: kept with the model,
/// so that nothing that was learnt from is ever measured, whatever files are given later.</summary>
/// <param name="Unit">What errors were divided by.</param>
/// <param name="Learned">Fingerprints of pictures that were learnt from.</param>
/// <param name="Chosen">Fingerprints of pictures that chose the epoch.</param>
/// <param name="Tested">Pictures that were tested on.</param>
internal sealed record PictureLedger(
    PoseUnit Unit,
    IReadOnlyList<string> Learned,
    IReadOnlyList<string> Chosen,
    IReadOnlyList<LedgerPicture> Tested)
{
    private const string FileName = "pictures.json";

    /// <summary>The ledger of a fit; drawn figures, whose tests are apart by their streams, are not in it.</summary>
    internal static PictureLedger Of(PoseData data) => new(
        data.Measure.Unit,
        Fingerprints(data.Train),
        Fingerprints(data.Validation),
        [
            .. data.Tests.SelectMany(static test => test.Examples)
                .Where(static one => one.Fingerprint.Length > 0)
                .Select(static one => new LedgerPicture(one.PictureName, one.Fingerprint)).Distinct(),
        ]);

    /// <summary>Writes it into a model's folder.</summary>
    internal void Save(string folder) => AtomicFile.Write(
        Path.Combine(folder, FileName), stream => JsonSerializer.Serialize(stream, this, PraxisJson.Indented));

    /// <summary>Reads it from a model's folder.</summary>
    /// <exception cref="InputException">It is not there or damaged.</exception>
    internal static PictureLedger Load(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            using FileStream stream = File.OpenRead(path);
            PictureLedger? read = JsonSerializer.Deserialize<PictureLedger>(stream, PraxisJson.Indented);
            return read is { Learned: not null, Chosen: not null, Tested: not null }
                ? read
                : throw new InputException($"{path}: is not whole; fit the run again");
        }
        catch (Exception broken) when (broken is IOException or JsonException)
        {
            throw new InputException(
                $"{path}: says which pictures the run learnt from, and cannot be read; fit the run again", broken);
        }
    }

    /// <summary>Fingerprints of pictures that were learnt from or chose the epoch.</summary>
    internal HashSet<string> Used() => [.. Learned, .. Chosen];

    private static IReadOnlyList<string> Fingerprints(IEnumerable<PoseExample> people) =>
        [.. people.Select(static one => one.Fingerprint).Where(static print => print.Length > 0).Distinct()];
}

/// <summary>A picture of a ledger.</summary>
/// <param name="Name">As the annotations have it.</param>
/// <param name="Fingerprint">Of its bytes.</param>
internal sealed record LedgerPicture(string Name, string Fingerprint);
