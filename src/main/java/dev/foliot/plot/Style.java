package dev.foliot.plot;

/**
 * How plots look: in the reader's own light or dark. Colours stand in the rules themselves, since not every viewer knows
 * variables.
 */
final class Style {
    static final String CSS = """

            text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; fill: #1f2328; }
            .title, .panel { font-weight: 600; }
            .tick, .note { font-size: 11px; }
            .end { text-anchor: end; }
            .middle { text-anchor: middle; }
            .subtitle, .tick, .legend, .note { fill: #656d76; }
            .paper { fill: #ffffff; }
            .frame { fill: #fafbfc; stroke: #d0d7de; }
            .span { fill: #8c959f; fill-opacity: .11; }
            .grid { fill: none; stroke: #e4e8ec; }
            .zero { fill: none; stroke: #aab3bc; }
            .line, .key { fill: none; stroke-width: 1.3; stroke-linejoin: round; }
            .key { stroke-width: 3; stroke-linecap: round; }
            .area, .range { fill-opacity: .35; stroke-width: .8; stroke-linejoin: round; }
            .mark { fill: none; stroke: #8c959f; stroke-dasharray: 3 3; }
            .line.blue, .key.blue, .area.blue, .range.blue { stroke: #0072b2; }
            .line.orange, .key.orange, .area.orange, .range.orange { stroke: #d55e00; }
            .line.green, .key.green, .area.green, .range.green { stroke: #009e73; }
            .line.gray, .key.gray, .area.gray, .range.gray { stroke: #57606a; }
            .area.blue, .range.blue { fill: #0072b2; }
            .area.orange, .range.orange { fill: #d55e00; }
            .area.green, .range.green { fill: #009e73; }
            .area.gray, .range.gray { fill: #57606a; }
            @media (prefers-color-scheme: dark) {
              text { fill: #e6edf3; }
              .subtitle, .tick, .legend, .note { fill: #8d96a0; }
              .paper { fill: #0d1117; }
              .frame { fill: #11161d; stroke: #30363d; }
              .grid { stroke: #21272e; }
              .zero { stroke: #57606a; }
              .line.blue, .key.blue, .area.blue, .range.blue { stroke: #56b4e9; }
              .line.orange, .key.orange, .area.orange, .range.orange { stroke: #f0a35c; }
              .line.green, .key.green, .area.green, .range.green { stroke: #35c9a0; }
              .line.gray, .key.gray, .area.gray, .range.gray { stroke: #b1bac4; }
              .area.blue, .range.blue { fill: #56b4e9; }
              .area.orange, .range.orange { fill: #f0a35c; }
              .area.green, .range.green { fill: #35c9a0; }
              .area.gray, .range.gray { fill: #b1bac4; }
            }
            """;

    private Style() {}
}
