using System.Globalization;

namespace Praxis.Exactness.Tests.Bayes;

/// <summary>Small simulated tables behind reference numbers: columns of numbers, the outcome last.</summary>
internal static class GoldenFile
{
    /// <summary>Rows of the columns, row-major, and the outcomes.</summary>
    internal static (double[] Rows, bool[] IsPositive) Read(string name)
    {
        string resource = $"Praxis.Exactness.Tests.Bayes.Golden.{name}";
        using Stream stream = typeof(GoldenFile).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        double[][] rows =
        [
            .. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(static line => !char.IsLetter(line[0]))
                .Select(static line => line.Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries)
                    .Select(static cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray()),
        ];
        return ([.. rows.SelectMany(static row => row[..^1])], [.. rows.Select(static row => row[^1] > 0.5)]);
    }
}
