namespace KubeSharp.ApiServer.Encryption;

/// <summary>A cipher and what its values begin with, such as <c>k8s:enc:aescbc:v1:key1:</c>; a null cipher stores values as they are.</summary>
internal sealed record PrefixedCipher(byte[] Prefix, IValueCipher? Cipher)
{
    public static PrefixedCipher Identity { get; } = new([], null);

    public bool Matches(ReadOnlySpan<byte> stored) => Prefix.Length == 0 ? !stored.StartsWith("k8s:enc:"u8) : stored.StartsWith(Prefix);
}
