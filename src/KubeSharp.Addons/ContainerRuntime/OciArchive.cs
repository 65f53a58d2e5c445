using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;

namespace KubeSharp.Addons.ContainerRuntime;

/// <summary>Writes images of one layer as OCI image layout archives (opencontainers/image-spec, image-layout.md).</summary>
internal static class OciArchive
{
    public static void Write(string path, string imageName, byte[] layer, string entrypoint)
    {
        var layerDigest = Digest(layer);
        var config = Encoding.UTF8.GetBytes(
            $$$"""
            {"architecture":"amd64","os":"linux","config":{"Entrypoint":["{{{entrypoint}}}"],"User":"65535:65535"},"rootfs":{"type":"layers","diff_ids":["sha256:{{{layerDigest}}}"]}}
            """);
        var manifest = Encoding.UTF8.GetBytes(
            $$$"""
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:{{{Digest(config)}}}","size":{{{config.Length}}}},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"sha256:{{{layerDigest}}}","size":{{{layer.Length}}}}]}
            """);
        var index = Encoding.UTF8.GetBytes(
            $$$"""
            {"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:{{{Digest(manifest)}}}","size":{{{manifest.Length}}},"annotations":{"io.containerd.image.name":"{{{imageName}}}","org.opencontainers.image.ref.name":"{{{imageName[(imageName.LastIndexOf(':') + 1)..]}}}"}}]}
            """);

        using var file = File.Create(path);
        using var tar = new TarWriter(file, TarEntryFormat.Ustar);
        Add(tar, "oci-layout", """{"imageLayoutVersion":"1.0.0"}"""u8.ToArray());
        Add(tar, "index.json", index);
        foreach (var blob in (ReadOnlySpan<byte[]>)[manifest, config, layer])
        {
            Add(tar, "blobs/sha256/" + Digest(blob), blob);
        }
    }

    private static void Add(TarWriter tar, string name, byte[] content) =>
        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name)
        {
            DataStream = new MemoryStream(content),
            ModificationTime = DateTimeOffset.UnixEpoch,
        });

    private static string Digest(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
