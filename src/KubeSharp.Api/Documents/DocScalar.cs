using System.Globalization;
using System.Text;
using KubeSharp.Api.Json;

namespace KubeSharp.Api.Documents;

/// <summary>A string, number, truth value or null. Immutable.</summary>
public sealed class DocScalar : DocNode
{
    private DocScalar(DocScalarKind kind, string text)
    {
        Kind = kind;
        Text = text;
    }

    public DocScalar(string text)
        : this(DocScalarKind.String, text)
    {
    }

    public static DocScalar Null { get; } = new(DocScalarKind.Null, "null");

    public static DocScalar True { get; } = new(DocScalarKind.Bool, "true");

    public static DocScalar False { get; } = new(DocScalarKind.Bool, "false");

    public DocScalarKind Kind { get; }

    /// <summary>A string's content; otherwise the JSON text.</summary>
    public string Text { get; }

    public static DocScalar Of(bool value) => value ? True : False;

    public static DocScalar Of(long value) => new(DocScalarKind.Number, value.ToString(CultureInfo.InvariantCulture));

    /// <param name="text">A number in JSON's grammar.</param>
    public static DocScalar NumberText(string text) => new(DocScalarKind.Number, text);

    public override DocNode Clone() => this;

    public override bool DeepEquals(DocNode other) =>
        other is DocScalar s && s.Kind == Kind && (s.Text == Text || (Kind == DocScalarKind.Number && SameNumber(Text, s.Text)));

    internal static DocScalar Number(ref JsonCursor cursor)
    {
        var text = cursor.Number();
        return new DocScalar(DocScalarKind.Number, StringInterner.Get(text));
    }

    internal override void Write(ref JsonOutput output)
    {
        if (Kind == DocScalarKind.String)
        {
            output.String(Text);
        }
        else
        {
            output.Literal(Encoding.ASCII.GetBytes(Text));
        }
    }

    private static bool SameNumber(string left, string right) =>
        double.TryParse(left, CultureInfo.InvariantCulture, out var a) && double.TryParse(right, CultureInfo.InvariantCulture, out var b) && a == b
        && !(long.TryParse(left, out _) && long.TryParse(right, out _));
}
