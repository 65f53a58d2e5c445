namespace KubeSharp.Api;

/// <summary>One term of a field selector: equal, or not.</summary>
public sealed record FieldRequirement(string Field, bool IsEqual, string Value)
{
    public bool Matches(string? actual) => ((actual ?? "") == Value) == IsEqual;

    public override string ToString() => $"{Field}{(IsEqual ? "=" : "!=")}{Escape(Value)}";

    private static string Escape(string value) => value.Replace("\\", "\\\\").Replace(",", "\\,").Replace("=", "\\=");
}
