using Praxis.Core;
using Praxis.Torch;

namespace Praxis.Pose;

/// <summary>What a generator says over the epochs: how far it moves and turns parts, and how much it differs between
/// pictures.</summary>
internal static class PlacementCharts
{
    private static readonly string[] Names = ["angle", "x", "y"];

    /// <summary>Curves of the spread within (-½, ½).</summary>
    /// <param name="placements">[epochs, pictures, types, 3].</param>
    internal static Chart[] Of(NamedArray placements)
    {
        int epochs = (int)placements.Shape[0];
        int pictures = (int)placements.Shape[1];
        int types = (int)placements.Shape[2];
        double[] x = [.. Enumerable.Range(1, epochs).Select(static epoch => (double)epoch)];
        return
        [
            new Chart(
                "placements",
                "Mean size of the generator's answers",
                "epoch",
                "|r|, at most 0.5",
                ChartKind.Line,
                [.. Names.Select((name, i) => new ChartSeries(name, x, [.. x.Select((_, e) => Size(e, i))]))]),
            new Chart(
                "placements-by-picture",
                "Spread of the generator's answers between pictures",
                "epoch",
                "standard deviation of r over pictures, mean over types",
                ChartKind.Line,
                [.. Names.Select((name, i) => new ChartSeries(name, x, [.. x.Select((_, e) => Spread(e, i))]))]),
            new Chart(
                "placements-beyond",
                "Placements whose middle is beyond the picture, where half of a part or more is lost",
                "epoch",
                "percent of the generator's answers",
                ChartKind.Line,
                [new ChartSeries("beyond the picture", x, [.. x.Select((_, e) => 100 * Beyond(e))])]),
        ];

        float At(int epoch, int picture, int type, int number) =>
            placements.Values[(((((epoch * pictures) + picture) * types) + type) * 3) + number];

        double Size(int epoch, int number) => Enumerable.Range(0, pictures).Average(picture =>
            Enumerable.Range(0, types).Average(type => Math.Abs((double)At(epoch, picture, type, number))));

        double Beyond(int epoch) => Enumerable.Range(0, pictures).Average(picture =>
            Enumerable.Range(0, types).Average(type =>
            {
                (double x, double y) = PastePlacement.Of(
                    At(epoch, picture, type, 0), At(epoch, picture, type, 1), At(epoch, picture, type, 2)).Middle;
                return Math.Abs(x) > 1 || Math.Abs(y) > 1 ? 1.0 : 0.0;
            }));

        double Spread(int epoch, int number) => Enumerable.Range(0, types).Average(type =>
        {
            double[] values = [.. Enumerable.Range(0, pictures).Select(p => (double)At(epoch, p, type, number))];
            double mean = values.Average();
            return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        });
    }
}
