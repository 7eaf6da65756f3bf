using System.Globalization;
using System.Net;
using System.Text;

namespace Praxis.Bench;

/// <summary>Claims as a forest plot: a row each, with its difference and the interval.</summary>
internal static class PoseForest
{
    private const int Width = 900;
    private const int RowHeight = 22;
    private const int Top = 30;
    private const int Left = 490;
    private const int Right = 110;
    private const int PeopleLeft = 300;
    private const int NumberRight = 32;
    private const double Points = 100;
    private const string Axis = "points of correct joints, 95 % interval; upright stroke: where a claim begins to hold";

    /// <summary>The plot as an SVG file.</summary>
    internal static string Draw(IReadOnlyList<PoseClaimResult> claims)
    {
        int lowest = Math.Min(-1, (int)Math.Floor(claims.Min(static one => Points * one.Found.Low)));
        int highest = Math.Max(1, (int)Math.Ceiling(claims.Max(static one => Points * one.Found.High)));
        int floor = Top + (claims.Count * RowHeight);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $$"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{{Width}}" height="{{floor + 44}}" role="img"
              aria-label="Differences of each claim in points, with intervals of 95 %">
            <style>
            text { font: 12px system-ui, sans-serif; fill: #1b1f24; dominant-baseline: central; }
            .end { text-anchor: end; } .center { text-anchor: middle; } .muted { fill: #59636e; }
            .grid { stroke: #d5dae0; } .zero { stroke: #59636e; } .held { color: #007d5c; } .not { color: #c2410c; }
            .undecided { color: #59636e; } .line { stroke: currentColor; stroke-width: 2; } .dot { fill: currentColor; }
            </style>
            <rect width="100%" height="100%" fill="#ffffff"/>

            """);
        int step = highest - lowest > 10 ? 2 : 1;
        for (int tick = lowest + (-lowest % step); tick <= highest; tick += step)
        {
            string kind = tick == 0 ? "zero" : "grid";
            svg.Append(CultureInfo.InvariantCulture, $"""
                <path class="{kind}" d="M{At(tick):0.#} {Top}V{floor}"/>
                <text class="center muted" x="{At(tick):0.#}" y="{floor + 12}">{tick:+0;−0;0}</text>

                """);
        }

        svg.Append(CultureInfo.InvariantCulture, $"""
            <text class="center muted" x="{(Left + Width - Right) / 2}" y="{floor + 31}">{Axis}</text>

            """);
        for (int i = 0; i < claims.Count; i++)
        {
            Row(claims[i], Top + ((i + 0.5) * RowHeight));
        }

        return svg.Append("</svg>\n").ToString();

        double At(double points) => Left + ((points - lowest) / (highest - lowest) * (Width - Left - Right));

        void Row(PoseClaimResult claim, double y)
        {
            string kind = claim.Verdict switch
            {
                "held" => "held",
                "not held" => "not",
                _ => "undecided",
            };
            string what = WebUtility.HtmlEncode(claim.What.Replace("`", string.Empty, StringComparison.Ordinal));
            svg.Append(CultureInfo.InvariantCulture, $"""
                <g class="{kind}">
                <text class="end" x="{NumberRight}" y="{y}">{claim.Number}</text>
                <text x="{NumberRight + 10}" y="{y}">{what}</text>
                <text class="muted" x="{PeopleLeft}" y="{y}">{claim.People}</text>
                <path class="line" d="M{At(Points * claim.Found.Low):0.#} {y}H{At(Points * claim.Found.High):0.#}"/>
                <path class="zero" d="M{At(Points * claim.Least):0.#} {y - 7}v14"/>
                <circle class="dot" cx="{At(Points * claim.Found.Difference):0.#}" cy="{y}" r="4"/>
                <text x="{Width - Right + 14}" y="{y}">{claim.Verdict}</text>
                </g>

                """);
        }
    }
}
