using System.Text;

namespace KubeSharp.Cel.Syntax;

/// <summary>The text of an expression by code points, with its lines.</summary>
internal sealed class SourceText
{
    private readonly int[] _runes;
    private readonly List<int> _lineStarts = [0];

    public SourceText(string text)
    {
        Text = text;
        _runes = [.. text.EnumerateRunes().Select(rune => rune.Value)];
        for (var i = 0; i < _runes.Length; i++)
        {
            if (_runes[i] == '\n')
            {
                _lineStarts.Add(i + 1);
            }
        }
    }

    public string Text { get; }

    public int Length => _runes.Length;

    /// <summary>The code point; 0 behind the end.</summary>
    public int this[int index] => index < _runes.Length ? _runes[index] : 0;

    public string Slice(int start, int end)
    {
        var text = new StringBuilder(end - start);
        for (var i = start; i < end && i < _runes.Length; i++)
        {
            text.Append(new Rune(_runes[i]).ToString());
        }

        return text.ToString();
    }

    /// <summary>All issues in the order of their places, each with its line and a mark below it.</summary>
    public string Describe(IEnumerable<CelIssue> issues) => string.Join("\n", issues.OrderBy(issue => issue.Position).Select(Describe));

    private string Describe(CelIssue issue)
    {
        if (issue.Position < 0)
        {
            return $"ERROR: <input>:-1:0: {issue.Message}";
        }

        var line = _lineStarts.Count;
        while (_lineStarts[line - 1] > issue.Position)
        {
            line--;
        }

        var start = _lineStarts[line - 1];
        var end = line < _lineStarts.Count ? _lineStarts[line] - 1 : _runes.Length;
        var column = issue.Position - start;
        var text = new StringBuilder($"ERROR: <input>:{line}:{column + 1}: {issue.Message}\n | ");
        text.Append(Slice(start, end).Replace('\t', ' ')).Append("\n | ");
        for (var i = start; i < issue.Position; i++)
        {
            text.Append(IsWide(this[i]) ? '．' : '.');
        }

        return text.Append(IsWide(this[issue.Position]) ? '＾' : '^').ToString();
    }

    private static bool IsWide(int rune) => rune > 0x7f && new Rune(rune).Utf8SequenceLength > 1;
}
