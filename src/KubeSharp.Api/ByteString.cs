namespace KubeSharp.Api;

/// <summary>Immutable bytes, base64 in JSON. Equality is by value; the default is nil.</summary>
public readonly struct ByteString : IEquatable<ByteString>
{
    private readonly byte[]? _bytes;

    internal ByteString(byte[]? bytes) => _bytes = bytes;

    /// <summary>A copy of the bytes.</summary>
    public ByteString(ReadOnlySpan<byte> bytes) => _bytes = bytes.ToArray();

    public bool IsNil => _bytes is null;

    public int Length => _bytes is null ? 0 : _bytes.Length;

    public ReadOnlyMemory<byte> Memory => _bytes;

    public ReadOnlySpan<byte> Span => _bytes;

    public static bool operator ==(ByteString left, ByteString right) => left.Equals(right);

    public static bool operator !=(ByteString left, ByteString right) => !left.Equals(right);

    /// <summary>The UTF-8 bytes of a text.</summary>
    public static ByteString FromUtf8(string text) => new(System.Text.Encoding.UTF8.GetBytes(text));

    public byte[] ToArray() => Span.ToArray();

    /// <summary>The bytes read as UTF-8.</summary>
    public string ToUtf8String() => System.Text.Encoding.UTF8.GetString(Span);

    public bool Equals(ByteString other) => Span.SequenceEqual(other.Span);

    public override bool Equals(object? obj) => obj is ByteString other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    public override string ToString() => Convert.ToBase64String(Span);
}
