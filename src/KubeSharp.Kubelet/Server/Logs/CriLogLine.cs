using System.Globalization;
using System.Text;

namespace KubeSharp.Kubelet.Server.Logs;

/// <summary>
/// One line of a CRI log file: <c>2016-10-06T00:17:09.669794202Z stdout F content</c>, the third word being P for a part of a
/// line whose rest follows, F for a whole line or the last part.
/// </summary>
internal readonly ref struct CriLogLine
{
    private CriLogLine(ReadOnlySpan<byte> timestamp, CriLogStream stream, bool partial, ReadOnlySpan<byte> content)
    {
        TimestampText = timestamp;
        Stream = stream;
        IsPartial = partial;
        Content = content;
    }

    public ReadOnlySpan<byte> TimestampText { get; }

    public CriLogStream Stream { get; }

    public bool IsPartial { get; }

    /// <summary>Without a line end.</summary>
    public ReadOnlySpan<byte> Content { get; }

    /// <param name="line">A line of the file without its line end.</param>
    public static bool TryParse(ReadOnlySpan<byte> line, out CriLogLine parsed)
    {
        parsed = default;
        var afterTime = line.IndexOf((byte)' ');
        if (afterTime < 0)
        {
            return false;
        }

        var rest = line[(afterTime + 1)..];
        var afterStream = rest.IndexOf((byte)' ');
        if (afterStream < 0)
        {
            return false;
        }

        var name = rest[..afterStream];
        var stream = name.SequenceEqual("stdout"u8) ? CriLogStream.Stdout : name.SequenceEqual("stderr"u8) ? CriLogStream.Stderr : CriLogStream.None;
        rest = rest[(afterStream + 1)..];
        var afterTag = rest.IndexOf((byte)' ');
        var tags = afterTag < 0 ? rest : rest[..afterTag];
        if (stream == CriLogStream.None || tags.IsEmpty)
        {
            return false;
        }

        var firstTag = tags.IndexOf((byte)':') is var colon and >= 0 ? tags[..colon] : tags;
        parsed = new CriLogLine(line[..afterTime], stream, firstTag.SequenceEqual("P"u8), afterTag < 0 ? default : rest[(afterTag + 1)..]);
        return true;
    }

    /// <summary>Whether the line was written before <paramref name="since"/>; a line without a readable time was not.</summary>
    public bool IsBefore(DateTimeOffset since)
    {
        // The common form, UTC, parses without allocation up to ticks; digits beyond do not decide.
        Span<char> text = stackalloc char[40];
        return TimestampText.Length <= text.Length
            && Encoding.ASCII.TryGetChars(TimestampText, text, out var length)
            && DateTimeOffset.TryParse(Truncate(text[..length]), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && time < since;
    }

    // .NET reads seven digits of a second, the runtime writes nine.
    private static ReadOnlySpan<char> Truncate(Span<char> text)
    {
        var dot = text.IndexOf('.');
        if (dot < 0)
        {
            return text;
        }

        var end = dot + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        var keep = Math.Min(end, dot + 8);
        text[end..].CopyTo(text[keep..]);
        return text[..(keep + text.Length - end)];
    }
}
