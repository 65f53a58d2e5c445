using System.IO.Compression;
using System.Security.Cryptography;

namespace KubeSharp.ApiServer.OpenApi;

/// <summary>A document as it is kept: compressed, with the hash of its content.</summary>
internal sealed class StoredDocument
{
    private StoredDocument(byte[] gzip, string hash, int length) => (Gzip, Hash, Length) = (gzip, hash, length);

    public byte[] Gzip { get; }

    /// <summary>Upper-case hexadecimal.</summary>
    public string Hash { get; }

    /// <summary>Of the content.</summary>
    public int Length { get; }

    public static StoredDocument Of(ReadOnlySpan<byte> content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return new StoredDocument(compressed.ToArray(), Convert.ToHexString(SHA512.HashData(content)), content.Length);
    }

    public Stream OpenContent() => new GZipStream(new MemoryStream(Gzip, writable: false), CompressionMode.Decompress);
}
