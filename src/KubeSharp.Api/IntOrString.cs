using System.Globalization;

namespace KubeSharp.Api;

/// <summary>A number or a text, such as a port or a percentage.</summary>
public readonly record struct IntOrString
{
    private readonly string? _text;
    private readonly int _number;

    private IntOrString(string? text, int number)
    {
        _text = text;
        _number = number;
    }

    public bool IsString => _text is not null;

    /// <summary>The number; zero for a text.</summary>
    public int IntValue => _number;

    /// <summary>The text; empty for a number.</summary>
    public string StringValue => _text ?? "";

    public static implicit operator IntOrString(int number) => new(null, number);

    public static implicit operator IntOrString(string text) => new(text, 0);

    /// <summary>The number, or a percentage of the total; null if the text is no percentage.</summary>
    /// <param name="total">What the percentage is of.</param>
    /// <param name="roundUp">Round a fraction up rather than down.</param>
    public int? Scale(int total, bool roundUp)
    {
        if (_text is null)
        {
            return _number;
        }

        if (!_text.EndsWith('%') || !int.TryParse(_text.AsSpan(0, _text.Length - 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var percent))
        {
            return null;
        }

        var scaled = (double)percent * total / 100;
        return (int)(roundUp ? Math.Ceiling(scaled) : Math.Floor(scaled));
    }

    public override string ToString() => _text ?? _number.ToString(CultureInfo.InvariantCulture);
}
