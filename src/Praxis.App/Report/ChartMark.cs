namespace Praxis.App;

/// <summary>A point of a chart that is ringed, as the best epoch.</summary>
/// <param name="Series">Index of the series.</param>
/// <param name="X">Horizontal position.</param>
/// <param name="Text">What it is, told on hover and in the legend.</param>
internal sealed record ChartMark(int Series, double X, string Text);
