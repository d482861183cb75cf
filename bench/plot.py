"""A line chart with logarithmic axes as SVG, without any library."""
import html
import math

WIDTH, HEIGHT = 760, 440
LEFT, RIGHT, TOP, BOTTOM = 70, 200, 40, 50
COLORS = ("#4c72b0", "#dd8452", "#55a868", "#c44e52", "#8172b3", "#937860", "#64b5cd")


def decades(values: list[float]) -> range:
    return range(math.floor(math.log10(min(values))), math.ceil(math.log10(max(values))) + 1)


def tick(value: float) -> str:
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"


def line_chart(title: str, x_name: str, y_name: str,
               lines: dict[str, list[tuple[float, float]]]) -> str:
    """`lines`: by name the points (x, y), all above zero."""
    xs = decades([x for points in lines.values() for x, _ in points])
    ys = decades([y for points in lines.values() for _, y in points])

    def across(x: float) -> float:
        span = max(xs[-1] - xs[0], 1)
        return LEFT + (math.log10(x) - xs[0]) / span * (WIDTH - LEFT - RIGHT)

    def up(y: float) -> float:
        span = max(ys[-1] - ys[0], 1)
        return HEIGHT - BOTTOM - (math.log10(y) - ys[0]) / span * (HEIGHT - TOP - BOTTOM)

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
           f'width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif" font-size="12">',
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
           f'<text x="{LEFT}" y="20" font-size="15">{html.escape(title)}</text>']
    for power in xs:
        x = across(10.0 ** power)
        out += [f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#dddddd"/>',
                f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">'
                f'{tick(10.0 ** power)}</text>']
    for power in ys:
        y = up(10.0 ** power)
        out += [f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#dddddd"/>',
                f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{tick(10.0 ** power)}</text>']
    out += [f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 12}" text-anchor="middle">'
            f'{html.escape(x_name)}</text>',
            f'<text transform="translate(18 {HEIGHT / 2}) rotate(-90)" text-anchor="middle">'
            f'{html.escape(y_name)}</text>']
    out += drawn(lines, across, up)
    return "\n".join([*out, "</svg>"]) + "\n"


def drawn(lines, across, up) -> list[str]:
    out = []
    ends = sorted((up(points[-1][1]), name) for name, points in lines.items())
    label_at, lowest = {}, 0.0
    for y, name in ends:  # names that would lie on each other are moved down
        lowest = max(y, lowest + 15)
        label_at[name] = lowest
    for color, (name, points) in zip(COLORS, lines.items()):
        way = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y in points)
        out.append(f'<polyline points="{way}" fill="none" stroke="{color}" stroke-width="2"/>')
        out += [f'<circle cx="{across(x):.1f}" cy="{up(y):.1f}" r="3" fill="{color}"/>'
                for x, y in points]
        out.append(f'<text x="{WIDTH - RIGHT + 12}" y="{label_at[name] + 4:.1f}" fill="{color}">'
                   f'{html.escape(name)}</text>')
    return out
