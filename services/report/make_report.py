#!/usr/bin/env python3
"""One page about a run of the host: what was heard, who played, what the failovers cost.

  make_report.py SUMMARY.json SOUND.wav OUTPUT.html [--ffigen FFIGEN --contract HEADER --generated DIR]

The page needs nothing else: pictures are drawn here, the sound is inside.
"""

import argparse
import base64
import html
import json
import struct
import subprocess
from array import array
from pathlib import Path

COLOURS = ["#2f6fde", "#d9622b", "#1f9d6b", "#9b4dca", "#b8860b", "#c2346b", "#3a8f9e", "#6b7280"]
WIDTH, HEIGHT = 1080, 150

STYLE = """
:root { --fg: #1c2430; --dim: #5d6876; --bg: #fbfbfa; --card: #fff; --line: #dfe3e8; --good: #1f9d6b; --bad: #c8322b; }
@media (prefers-color-scheme: dark) {
  :root { --fg: #e6e9ee; --dim: #98a3b1; --bg: #14181e; --card: #1c222b; --line: #323b47; --good: #4cc38a; --bad: #ff6b62; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1144px; padding: 32px; background: var(--bg); color: var(--fg);
       font: 15px/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
h1 { font-size: 26px; margin: 0 0 4px; } h2 { font-size: 17px; margin: 36px 0 10px; }
p { margin: 4px 0 12px; color: var(--dim); } .verdict { font-weight: 600; }
.good { color: var(--good); } .bad { color: var(--bad); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(160px, 1fr)); gap: 12px; margin: 20px 0; }
.figure { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 12px 14px; }
.figure b { display: block; font-size: 22px; font-variant-numeric: tabular-nums; } .figure span { color: var(--dim); font-size: 13px; }
table { border-collapse: collapse; width: 100%; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
th, td { padding: 7px 12px; text-align: left; border-bottom: 1px solid var(--line); white-space: nowrap; }
th { color: var(--dim); font-weight: 500; font-size: 13px; } tr:last-child td { border-bottom: 0; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; } audio { width: 100%; margin: 4px 0 12px; }
svg { display: block; width: 100%; height: auto; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
svg text { fill: var(--dim); font: 12px system-ui, sans-serif; } .map svg { background: #fff; padding: 8px; }
.dot { display: inline-block; width: 10px; height: 10px; border-radius: 50%; margin-right: 8px; }
.zooms { display: grid; grid-template-columns: repeat(auto-fill, minmax(250px, 1fr)); gap: 12px; }
.zooms figcaption { color: var(--dim); font-size: 13px; margin-top: 4px; } figure { margin: 0; }
code { font: 13px ui-monospace, "DejaVu Sans Mono", monospace; }
"""


def read_wav(path: Path) -> tuple[int, int, array]:
    """Rate, channels and interleaved samples of a 32-bit float WAV."""
    data = path.read_bytes()
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise SystemExit(f"{path} is no WAV file")
    place, rate, channels, samples = 12, 0, 0, array("f")
    while place + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, place)
        body = data[place + 8:place + 8 + size]
        if name == b"fmt ":
            kind, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", body)
            if (kind, bits) != (3, 32):
                raise SystemExit(f"{path}: not 32-bit float")
        elif name == b"data":
            samples.frombytes(body[:len(body) // 4 * 4])
        place += 8 + size + size % 2
    return rate, channels, samples


def colours(services: list[dict]) -> dict[str, str]:
    languages = dict.fromkeys(service["language"] for service in services)
    return {language: COLOURS[index % len(COLOURS)] for index, language in enumerate(languages)}


def segments(summary: dict) -> list[tuple[dict, int, int]]:
    """Each service with its first frame and the frame after its last."""
    frames = summary["stream"]["frames_per_block"]
    services = [service for service in summary["services"] if service["blocks"]]
    starts = [service["first_position"] * frames for service in services]
    ends = starts[1:] + [summary["stream"]["blocks"] * frames]
    return list(zip(services, starts, ends))


def waveform(summary: dict, channels: int, samples: array) -> str:
    """Smallest and largest sample of each column, coloured by who played."""
    total = len(samples) // channels
    palette = colours(summary["services"])
    per_column = max(1, total // WIDTH)
    parts = []
    for service, start, end in segments(summary):
        path = []
        for column in range(start * WIDTH // total, max(start * WIDTH // total + 1, end * WIDTH // total)):
            frame = column * total // WIDTH
            piece = samples[frame * channels:(frame + per_column) * channels:channels]
            if piece:
                low, high = min(piece), max(piece)
                path.append(f"M{column} {HEIGHT / 2 * (1 - high):.1f}V{HEIGHT / 2 * (1 - low) + 0.5:.1f}")
        colour = palette[service["language"]]
        x, middle = start * WIDTH / total, (start + end) / 2 * WIDTH / total
        parts.append(f'<path d="{"".join(path)}" stroke="{colour}" fill="none"/>'
                     f'<text x="{middle:.0f}" y="{HEIGHT + 16}" text-anchor="middle">{html.escape(service["language"])}</text>')
        if start:
            parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{HEIGHT}" stroke="currentColor" stroke-dasharray="3 3"/>')
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT + 24}" role="img" aria-label="Waveform">{"".join(parts)}</svg>'


def zoom(title: str, at: int, rate: int, channels: int, samples: array, before: str, after: str) -> str:
    """The samples around a failover, both channels, each dot one sample apart."""
    span, width, height = round(0.004 * rate), 260, 90
    lines = []
    for channel in range(channels):
        for start, end, colour in ((at - span, at + 1, before), (at, at + span, after)):
            points = []
            for frame in range(max(0, start), min(end, len(samples) // channels)):
                x = (frame - (at - span)) / (2 * span) * width
                points.append(f"{x:.1f},{height / 2 * (1 - samples[frame * channels + channel] * 1.6):.1f}")
            lines.append(f'<polyline points="{" ".join(points)}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
    lines.append(f'<line x1="{width / 2}" x2="{width / 2}" y1="0" y2="{height}" stroke="currentColor" stroke-dasharray="3 3"/>')
    return (f'<figure><svg viewBox="0 0 {width} {height}" role="img" aria-label="{html.escape(title)}">{"".join(lines)}</svg>'
            f"<figcaption>{html.escape(title)}</figcaption></figure>")


def failovers(summary: dict, rate: int, channels: int, samples: array) -> str:
    palette = colours(summary["services"])
    found = segments(summary)
    parts = [zoom(f"{one['language']} killed, {two['language']} goes on: {one['failover_gap_ns'] / 1e6:.2f} ms, "
                  f"{one['silent_periods']} silent periods", at, rate, channels, samples,
                  palette[one["language"]], palette[two["language"]])
             for (one, _, _), (two, at, _) in zip(found, found[1:])]
    return f'<div class="zooms">{"".join(parts)}</div>'


def table(header: list[str], rows: list[list[str]], numeric: set[int]) -> str:
    def row(cells, tag):
        return "<tr>" + "".join(f'<{tag}{" class=n" if i in numeric else ""}>{cell}</{tag}>'
                                for i, cell in enumerate(cells)) + "</tr>"
    return f'<div class="scroll"><table>{row(header, "th")}{"".join(row(cells, "td") for cells in rows)}</table></div>'


def service_table(summary: dict) -> str:
    palette = colours(summary["services"])
    rows = []
    for service in summary["services"]:
        killed = service["killed"]
        rows.append([
            f'<i class="dot" style="background:{palette[service["language"]]}"></i>{html.escape(service["language"])}',
            str(service["pid"]), f"{service['blocks']:,}", str(service["underruns"]), str(service["overruns"]),
            f"{service['death_noticed_ns'] / 1e3:,.0f} µs" if killed else "",
            f"{service['failover_gap_ns'] / 1e6:.2f} ms" if killed else "", html.escape(service["ended"])])
    return table(["service", "pid", "blocks", "underruns", "overruns", "death noticed after", "next one plays after", "ended"],
                 rows, {1, 2, 3, 4, 5, 6})


def figures(summary: dict, seconds: float) -> str:
    services = summary["services"]
    gaps = [s["failover_gap_ns"] / 1e6 for s in services if s["killed"]]
    tones = summary["tones"]
    values = [(f"{len(colours(services))}", "languages"), (f"{len(gaps)}", "services killed"),
              (f"{max(gaps):.2f} ms" if gaps else "none", "longest failover"),
              (f"{summary['stream']['blocks']:,}", "blocks heard"), (str(summary["stream"]["overruns"]), "blocks lost"),
              (f"{tones[0]['frequency_hz']:.3f} Hz", "tone measured"),
              (str(sum(len(tone["discontinuities"]) for tone in tones)), "discontinuities"), (f"{seconds:.1f} s", "of sound")]
    return '<div class="figures">' + "".join(
        f'<div class="figure"><b>{html.escape(value)}</b><span>{label}</span></div>' for value, label in values) + "</div>"


def places(layout: dict) -> list:
    """Size of a record, and where each field lies."""
    return [layout["size"], [(f["name"], f["offset_bits"], f["size_bits"]) for f in layout["fields"]]]


def contract_section(arguments) -> str:
    """The contract's records, what was generated from it, and the map of its audio block."""
    model = json.loads(subprocess.run([arguments.ffigen, arguments.contract, "--lang", "json"], check=True,
                                      capture_output=True, text=True).stdout)
    targets = model["targets"]
    rows = []
    for record in model["records"]:
        layouts = record.get("layouts", {})
        if not layouts:
            continue
        first = layouts[targets[0]]
        same = all(target in layouts and places(layouts[target]) == places(first) for target in targets)
        rows.append([f"<code>{html.escape(record['name'])}</code>", f"{first['size']:,}", str(first["align"]),
                     f"identical on {len(targets)} targets" if same else "differs between targets"])
    text = ("<h2>The contract</h2>"
            f"<p><code>{html.escape(model['header'])}</code>, fingerprint <code>{model['fingerprint'][:16]}…</code></p>"
            + table(["record", "bytes", "align", "layout"], rows, {1, 2}))
    if arguments.generated:
        rows = []
        for directory in sorted(path for path in Path(arguments.generated).iterdir() if path.is_dir()):
            files = [path for path in directory.rglob("*") if path.is_file() and path.name != ".ffigen-files"]
            lines = sum(path.read_bytes().count(b"\n") for path in files)
            rows.append([directory.name, str(len(files)), f"{lines:,}"])
        text += "<h2>Generated from it</h2>" + table(["package", "files", "lines"], rows, {1, 2})
    layout = subprocess.run([arguments.ffigen, "layout", arguments.contract, "--type", "rt_ffi_audio_block", "--format", "svg"],
                            capture_output=True, text=True)
    if layout.returncode == 0 and layout.stdout.lstrip().startswith(("<svg", "<?xml")):
        text += f'<h2>Memory map of the audio block</h2><div class="map">{layout.stdout[layout.stdout.index("<svg"):]}</div>'
    return text


def page(arguments) -> str:
    summary = json.loads(Path(arguments.summary).read_text())
    rate, channels, samples = read_wav(Path(arguments.sound))
    seconds = len(samples) / channels / rate
    sound = base64.b64encode(Path(arguments.sound).read_bytes()).decode()
    problems = "".join(f"<li>{html.escape(problem)}</li>" for problem in summary["problems"])
    verdict = ('<span class="verdict good">All good.</span>' if summary["ok"]
               else f'<span class="verdict bad">Problems:</span><ul>{problems}</ul>')
    stream = summary["stream"]
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>One stream, every language</title><style>{STYLE}</style></head><body>
<h1>One stream, every language</h1>
<p>{verdict} {stream['frames_per_block']} frames a block at {stream['sample_rate']:,} Hz, {stream['slots']} slots,
player {html.escape(stream['realtime'] or 'without real-time scheduling')} {html.escape(stream['realtime_reason'])}</p>
{figures(summary, seconds)}
<h2>What was heard</h2>
<audio controls src="data:audio/wav;base64,{sound}"></audio>
{waveform(summary, channels, samples)}
<h2>Failovers</h2><p>4 ms on either side of each kill, both channels. The standby goes on at the very next sample.</p>
{failovers(summary, rate, channels, samples)}
<h2>Services</h2>
{service_table(summary)}
{contract_section(arguments) if arguments.ffigen and arguments.contract else ""}
</body></html>
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("summary")
    parser.add_argument("sound")
    parser.add_argument("output")
    parser.add_argument("--ffigen")
    parser.add_argument("--contract")
    parser.add_argument("--generated")
    arguments = parser.parse_args()
    Path(arguments.output).write_text(page(arguments), encoding="utf-8")


if __name__ == "__main__":
    main()
