using System.Text;

namespace KubeSharp.ApiServer.Aggregation;

/// <summary>
/// Writes a header that has several values as several lines. <see cref="System.Net.Http.SocketsHttpHandler"/> would put them into one line behind
/// commas, which servers in Go take for one value: for a user in one group with a strange name. It has no switch for that, but lets
/// the bytes of a value be chosen; so the values go in as one, and <see cref="Separator"/> becomes the end of the line and the next
/// line's name. HTTP/1.1 only.
/// </summary>
/// <param name="name">The header's name.</param>
internal sealed class RepeatedHeaderEncoding(string name) : Encoding
{
    public const char Separator = '\u001f';

    private readonly byte[] _nextLine = ASCII.GetBytes($"\r\n{name}: ");

    /// <summary>
    /// The values as one, "" if there are none. A value that could end its line, or be taken for two, is nobody's name and left out.
    /// </summary>
    public static string Join(IEnumerable<string> values) => string.Join(Separator, values.Where(static value => !value.Any(char.IsControl)));

    public override int GetMaxByteCount(int charCount) => charCount * Math.Max(_nextLine.Length, UTF8.GetMaxByteCount(1));

    public override int GetByteCount(char[] chars, int index, int count)
    {
        var total = 0;
        foreach (var range in chars.AsSpan(index, count).Split(Separator))
        {
            total += UTF8.GetByteCount(chars.AsSpan(index, count)[range]) + _nextLine.Length;
        }

        return total - _nextLine.Length;
    }

    public override int GetBytes(ReadOnlySpan<char> chars, Span<byte> bytes)
    {
        var written = 0;
        foreach (var range in chars.Split(Separator))
        {
            if (range.Start.Value > 0)
            {
                _nextLine.CopyTo(bytes[written..]);
                written += _nextLine.Length;
            }

            written += UTF8.GetBytes(chars[range], bytes[written..]);
        }

        return written;
    }

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        GetBytes(chars.AsSpan(charIndex, charCount), bytes.AsSpan(byteIndex));

    public override int GetMaxCharCount(int byteCount) => UTF8.GetMaxCharCount(byteCount);

    public override int GetCharCount(byte[] bytes, int index, int count) => UTF8.GetCharCount(bytes, index, count);

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
        UTF8.GetChars(bytes, byteIndex, byteCount, chars, charIndex);
}
