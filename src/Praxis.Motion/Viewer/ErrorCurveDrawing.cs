using System.Globalization;
using System.Net;
using System.Text;

namespace Praxis.Motion;

/// <summary>Draws errors over the time of the prediction as SVG, with a line that the viewer's script moves.</summary>
internal sealed class ErrorCurveDrawing
{
    private const double Width = 720;
    private const double Height = 250;
    private const double Left = 62;
    private const double Right = 700;
    private const double Top = 14;
    private const double Bottom = 200;
    private readonly StringBuilder _svg = new();
    private readonly double _horizon;
    private readonly double _frame;
    private readonly double _high;

    private ErrorCurveDrawing(double frameMilliseconds, int future, IReadOnlyList<ViewCurve> curves)
    {
        _frame = frameMilliseconds;
        _horizon = frameMilliseconds * future;
        double most = curves.SelectMany(curve => curve.Values).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        double step = Step(most, 4);
        _high = most > 0 ? step * Math.Ceiling((most / step) - 1e-9) : 1;
    }

    /// <summary>Draws.</summary>
    /// <param name="frameMilliseconds">Milliseconds from one frame to the next.</param>
    /// <param name="future">Predicted frames.</param>
    /// <param name="curves">The errors, at least one curve.</param>
    /// <param name="label">Name and unit of the errors.</param>
    public static string Render(
        double frameMilliseconds, int future, IReadOnlyList<ViewCurve> curves, string label) =>
        new ErrorCurveDrawing(frameMilliseconds, future, curves).Draw(curves, label);

    /// <summary>The class of a curve, which gives its colour and dashes: that of the prediction first.</summary>
    public static string Class(int curve) => curve == 0 ? "s1" : string.Create(
        CultureInfo.InvariantCulture, $"s{2 + ((curve - 1) % 2)}");

    private string Draw(IReadOnlyList<ViewCurve> curves, string label)
    {
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg viewBox=\"0 0 {Width} {Height}\" data-left=\"{Left}\" data-right=\"{Right}\" role=\"img\" ");
        string about = WebUtility.HtmlEncode($"{label} against milliseconds behind the last observed frame");
        _svg.Append("aria-label=\"").Append(about).Append("\">\n");
        double step = Step(_high, 4);
        for (double tick = 0; tick <= _high * 1.0001; tick += step)
        {
            _svg.Append(CultureInfo.InvariantCulture, $"<path class=\"grid\" d=\"M{Left} {Y(tick):0.##}H{Right}\"/>");
            Text(Left - 8, Y(tick) + 4, "last", tick);
        }

        double span = Step(_horizon, 5);
        for (double tick = 0; tick <= _horizon * 1.0001; tick += span)
        {
            _svg.Append(
                CultureInfo.InvariantCulture, $"<path class=\"rule\" d=\"M{X(tick):0.##} {Bottom}v5\"/>");
            Text(X(tick), Bottom + 22, "middle", tick);
        }

        _svg.Append(CultureInfo.InvariantCulture, $"<path class=\"rule\" d=\"M{Left} {Top}V{Bottom}H{Right}\"/>\n");
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"<text class=\"middle\" x=\"{(Left + Right) / 2}\" y=\"{Height - 6}\">true ms behind the last observed "
                + $"frame</text>\n");
        for (int i = 0; i < curves.Count; i++)
        {
            Line(curves[i].Values, i);
        }

        _svg.Append(
            CultureInfo.InvariantCulture,
            $"<line class=\"cursor\" x1=\"{Left}\" x2=\"{Left}\" y1=\"{Top}\" y2=\"{Bottom}\"/>\n</svg>\n");
        return _svg.ToString();
    }

    private void Line(IReadOnlyList<double> values, int curve)
    {
        _svg.Append("<g class=\"").Append(Class(curve)).Append("\"><path class=\"line\" d=\"");
        bool isOpen = false;
        for (int i = 0; i < values.Count; i++)
        {
            if (double.IsFinite(values[i]))
            {
                _svg.Append(
                    CultureInfo.InvariantCulture,
                    $"{(isOpen ? 'L' : 'M')}{X((i + 1) * _frame):0.##} {Y(values[i]):0.##}");
            }

            isOpen = double.IsFinite(values[i]);
        }

        _svg.Append("\"/></g>\n");
    }

    private void Text(double x, double y, string place, double value) => _svg.Append(
        CultureInfo.InvariantCulture,
        $"<text class=\"{place}\" x=\"{x:0.##}\" y=\"{y:0.##}\">{value:0.#####}</text>\n");

    private double X(double milliseconds) => Left + ((Right - Left) * milliseconds / _horizon);

    private double Y(double error) => Bottom - ((Bottom - Top) * error / _high);

    // 1, 2 or 5 times a power of ten, so that about so many fit.
    private static double Step(double span, int count)
    {
        double rough = span > 0 ? span / count : 1;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double part = rough / power;
        return power * (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10);
    }
}
