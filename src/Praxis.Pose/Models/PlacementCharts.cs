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
    /// <param name="pasted">Types that were pasted; of others the generator learns nothing.</param>
    internal static Chart[] Of(NamedArray placements, IReadOnlyList<BodyPartType> pasted)
    {
        int epochs = (int)placements.Shape[0];
        int pictures = (int)placements.Shape[1];
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
            PlacementHistory.Answer(placements, epoch, picture, type)[number];

        double Size(int epoch, int number) => Enumerable.Range(0, pictures).Average(picture =>
            pasted.Average(type => Math.Abs((double)At(epoch, picture, type.Index, number))));

        double Beyond(int epoch) => Enumerable.Range(0, pictures).Average(picture =>
            pasted.Average(type =>
            {
                (double x, double y) = PlacementHistory.Placement(placements, epoch, picture, type.Index).Middle;
                return Math.Abs(x) > 1 || Math.Abs(y) > 1 ? 1.0 : 0.0;
            }));

        double Spread(int epoch, int number) => pasted.Average(type =>
        {
            double[] values = [.. Enumerable.Range(0, pictures).Select(p => (double)At(epoch, p, type.Index, number))];
            double mean = values.Average();
            return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        });
    }
}
