namespace KubeSharp.Client.Http;

/// <summary>Bytes of a media type that need no copy.</summary>
internal sealed class MemoryContent : ReadOnlyMemoryContent
{
    public MemoryContent(ReadOnlyMemory<byte> bytes, string mediaType)
        : base(bytes) => Headers.TryAddWithoutValidation("Content-Type", mediaType);
}
