using System.Text;

namespace KubeSharp.Api;

/// <summary>
/// JSON that is kept as it came: extensions, field sets, defaults. The bytes are valid UTF-8 JSON. Equality is by bytes; the
/// default is nil and stands for an absent value (null where the field has to be written).
/// </summary>
public readonly struct RawJson : IEquatable<RawJson>
{
    private readonly byte[]? _utf8;

    internal RawJson(byte[]? utf8) => _utf8 = utf8;

    /// <summary>A copy of the bytes, which the caller vouches to be JSON.</summary>
    public RawJson(ReadOnlySpan<byte> utf8) => _utf8 = utf8.ToArray();

    public bool IsNil => _utf8 is null;

    public ReadOnlyMemory<byte> Memory => _utf8;

    public ReadOnlySpan<byte> Span => _utf8;

    public static bool operator ==(RawJson left, RawJson right) => left.Equals(right);

    public static bool operator !=(RawJson left, RawJson right) => !left.Equals(right);

    public static RawJson Parse(string json) => new(Encoding.UTF8.GetBytes(json));

    public bool Equals(RawJson other) => Span.SequenceEqual(other.Span);

    public override bool Equals(object? obj) => obj is RawJson other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    public override string ToString() => Encoding.UTF8.GetString(Span);
}
