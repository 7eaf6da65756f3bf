namespace Praxis.App;

/// <summary>Style sheet of charts; the colours are those of the page around them.</summary>
internal static class FigureStyle
{
    /// <summary>The style sheet.</summary>
    public const string Css =
        """
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 27rem), 1fr)); gap: 1rem;
          align-items: start; }
        .chart { margin: 0; border: 1px solid var(--line); border-radius: .4rem; padding: .75rem; max-width: 44rem; }
        figcaption { font-weight: 600; font-size: .95rem; margin-bottom: .35rem; }
        .chart > svg { display: block; width: 100%; height: auto; }
        .legend { list-style: none; display: flex; flex-wrap: wrap; gap: .15rem 1rem; margin: 0 0 .25rem; padding: 0;
          font-size: .85rem; }
        .legend li { display: flex; align-items: center; gap: .4rem; }
        .swatch { width: 22px; height: 14px; flex: none; }
        svg text { font-size: 11.5px; fill: var(--muted); }
        svg text.label { fill: var(--ink); }
        svg .center { text-anchor: middle; }
        svg .end { text-anchor: end; }
        svg .middle { dominant-baseline: central; }
        .grid { stroke: var(--line); fill: none; }
        .rule { stroke: var(--muted); fill: none; }
        .s0 { color: var(--c0); } .s1 { color: var(--c1); } .s2 { color: var(--c2); }
        .s3 { color: var(--c3); } .s4 { color: var(--c4); } .s5 { color: var(--c5); }
        .line { fill: none; stroke: currentColor; stroke-width: 2; stroke-linejoin: round; }
        .s1 .line, .s1.swatch .line { stroke-dasharray: 6 3; } .s2 .line { stroke-dasharray: 2 3; }
        .s3 .line { stroke-dasharray: 9 3 2 3; }
        .dot { fill: currentColor; stroke: var(--page); stroke-width: .8; }
        .quiet .dot { opacity: 0; } .quiet g:hover .dot { opacity: 1; }
        .bar { fill: currentColor; } .bar:hover { opacity: .8; }
        .band { fill: currentColor; opacity: .16; }
        .whisker { fill: none; stroke: var(--ink); stroke-width: 1.4; }
        .ring { fill: none; stroke: var(--ink); stroke-width: 1.8; pointer-events: all; }
        @media (max-width: 40rem) {
          svg text { font-size: 14.5px; }
          .chart { padding: .6rem .4rem; }
        }

        """;
}
