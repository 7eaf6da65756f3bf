using System.Globalization;
using System.Net;
using System.Text;
using Praxis.Core;

namespace Praxis.Motion;

/// <summary>Makes an HTML page that plays a prediction beside the truth.</summary>
public static class MotionViewer
{
    private const double RateTolerance = 1e-3;
    private static readonly double[] Speeds = [0.1, 0.25, 0.5, 1, 2];

    /// <summary>Makes the page.</summary>
    /// <param name="view">The clips, of one rate and with the same joints, and what to write about them; any name may
    /// hold any text.</param>
    /// <returns>One HTML page that needs nothing beside it and asks no host for anything. It follows the reader's light
    /// or dark theme and is played by mouse, finger or keyboard (space, arrows, home, end, plus, minus); a link
    /// <c>page.html#12</c> opens it at frame 12.</returns>
    /// <exception cref="ArgumentException">The clips differ in joints or rate, the observed frames are not in the
    /// truth, or there are not as many parents as joints.</exception>
    public static string Html(MotionView view)
    {
        CheckShapes(view);
        var motion = new PackedMotion(view);
        var page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Append(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
                + "script-src 'unsafe-inline'\">\n");
        page.Append("<title>").Append(Text($"{view.File}: {view.Model}")).Append("</title>\n<style>\n");
        page.Append(Resource("viewer.css")).Append("</style>\n</head>\n<body>\n");
        Header(page, view, motion);
        page.Append("<main>\n");
        Figures(page, view);
        Curves(page, view);
        Notes(page, view);
        page.Append("</main>\n<script type=\"application/json\" id=\"motion\">").Append(motion.ToJson());
        page.Append("</script>\n<script>\n").Append(Resource("viewer.js")).Append("</script>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static void CheckShapes(MotionView view)
    {
        int joints = view.Truth.JointNames.Count;
        Check.Length(view.Predicted.JointNames.Count, joints);
        Check.Length(view.Parents?.Count ?? joints, joints);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(view.ObservedCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(view.ObservedCount, view.Truth.FrameCount);
        double ratio = view.Predicted.FrameSeconds / view.Truth.FrameSeconds;
        if (Math.Abs(ratio - 1) > RateTolerance)
        {
            throw new ArgumentException("truth and prediction must be of one rate; resample one", nameof(view));
        }
    }

    private static void Header(StringBuilder page, MotionView view, PackedMotion motion)
    {
        double milliseconds = 1000 * view.Truth.FrameSeconds;
        page.Append("<header>\n<div class=\"head\"><h1>").Append(Text(view.File)).Append(" <small>")
            .Append(Text(view.Model))
            .Append("</small></h1><button id=\"theme\" type=\"button\" hidden>Light or dark</button></div>\n");
        page.Append("<dl class=\"facts\">\n");
        Fact(page, "observed", Span(view.ObservedCount, milliseconds));
        Fact(page, "predicted", Span(view.Predicted.FrameCount, milliseconds));
        Fact(page, "rate", $"{Number(1000 / milliseconds)} frames a second");
        Fact(page, "joints", Number(view.Truth.JointNames.Count));
        if (view.ComparedCount > 0)
        {
            double[] errors = view.PositionErrors();
            Fact(
                page,
                $"mean joint error at {Number(errors.Length * milliseconds)} ms, root and all",
                $"{Number(errors[^1])} {motion.Unit}");
        }

        page.Append("</dl>\n</header>\n");
    }

    private static void Figures(StringBuilder page, MotionView view)
    {
        int last = view.ObservedCount + view.Predicted.FrameCount - 1;
        string share = string.Create(
            CultureInfo.InvariantCulture, $"{(double)(view.ObservedCount - 1) / Math.Max(1, last):0.#####}");

        // The middle of the slider's knob runs from half its width to as much before the end.
        string end = $"calc(9px + (100% - 18px) * {share})";
        page.Append("<figure class=\"viewer\">\n<ul class=\"legend\">\n");
        Key(page, "s0", view.TruthName);
        Key(page, "s1", view.PredictionName);
        page.Append("</ul>\n<div class=\"stage\"><canvas tabindex=\"0\" role=\"img\" aria-label=\"")
            .Append(Text($"Moving figures: {view.TruthName} and {view.PredictionName}"))
            .Append("\"></canvas><p class=\"tip\" hidden></p></div>\n");
        page.Append("<noscript><p>The figures need scripts, which this browser has switched off.</p></noscript>\n");
        page.Append("<div class=\"play\" hidden><button id=\"play\" type=\"button\">Play</button>\n");
        page.Append("<div class=\"track\"><span class=\"past\" style=\"width:").Append(end)
            .Append("\"></span><span class=\"rest\" style=\"left:").Append(end)
            .Append("\"></span><span class=\"end\" style=\"left:").Append(end).Append("\"></span>");
        page.Append(
            CultureInfo.InvariantCulture,
            $"<input id=\"frame\" type=\"range\" min=\"0\" max=\"{last}\" value=\"0\" aria-label=\"frame\"></div>\n");
        page.Append("<output id=\"clock\"></output></div>\n<div class=\"tools\" hidden>\n");
        page.Append("<label>speed <select id=\"speed\">");
        double usual = last * view.Truth.FrameSeconds < 2 ? 0.25 : 1;
        foreach (double speed in Speeds)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<option value=\"{speed}\"{(speed == usual ? " selected" : "")}>{speed}×</option>");
        }

        page.Append("</select></label>\n");
        page.Append("<button id=\"beside\" type=\"button\" aria-pressed=\"false\">Side by side</button>\n");
        page.Append("<label><input id=\"follow\" type=\"checkbox\">follow the root</label>\n");
        page.Append("<label><input id=\"trail\" type=\"checkbox\" checked>path on the floor</label>\n");
        page.Append("<span class=\"buttons\"><button id=\"farther\" type=\"button\" aria-label=\"Smaller\">−</button>");
        page.Append("<button id=\"nearer\" type=\"button\" aria-label=\"Larger\">+</button>");
        page.Append("<button id=\"reset\" type=\"button\">Reset view</button></span>\n</div>\n");
        page.Append("<p class=\"hint muted\" hidden>Drag the figure to turn it; click it, then turn the wheel to ")
            .Append("zoom, or pinch. Point at a joint for its name. Space plays, arrow keys step. The upright mark on ")
            .Append("the time line is where the observation ends.</p>\n</figure>\n");
    }

    private static void Curves(StringBuilder page, MotionView view)
    {
        ViewCurve[] curves = [.. view.Curves.Where(curve => curve.Values.Any(double.IsFinite))];
        if (curves.Length == 0)
        {
            return;
        }

        page.Append("<figure class=\"chart\">\n<figcaption>").Append(Text(view.CurveLabel)).Append("</figcaption>\n");
        page.Append("<ul class=\"legend\">\n");
        for (int i = 0; i < curves.Length; i++)
        {
            Key(page, ErrorCurveDrawing.Class(i), curves[i].Name);
        }

        page.Append("</ul>\n").Append(ErrorCurveDrawing.Render(
            1000 * view.Truth.FrameSeconds, view.Predicted.FrameCount, curves, view.CurveLabel));
        page.Append("</figure>\n");
    }

    private static void Notes(StringBuilder page, MotionView view)
    {
        foreach (string note in view.Notes)
        {
            page.Append("<p class=\"muted\">").Append(Text(note)).Append("</p>\n");
        }
    }

    private static void Key(StringBuilder page, string colour, string name) => page
        .Append("<li><svg viewBox=\"0 0 22 14\" class=\"swatch ").Append(colour)
        .Append("\" aria-hidden=\"true\"><path class=\"line\" d=\"M1 7H21\"/></svg>").Append(Text(name))
        .Append("</li>\n");

    private static void Fact(StringBuilder page, string name, string value) => page
        .Append("<div><dt>").Append(Text(name)).Append("</dt><dd>").Append(Text(value)).Append("</dd></div>\n");

    private static string Span(int frames, double milliseconds) =>
        $"{frames} {(frames == 1 ? "frame" : "frames")} = {Number(frames * milliseconds)} true ms";

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string Resource(string name)
    {
        using Stream stream = typeof(MotionViewer).Assembly.GetManifestResourceStream($"Praxis.Motion.Viewer.{name}")
            ?? throw new InvalidOperationException($"{name} is not among the resources");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
