using System.Formats.Tar;

namespace KubeSharp.Addons.ContainerRuntime;

/// <summary>The sandbox image, made by the product so that no registry is needed to start a pod.</summary>
public static class PauseImage
{
    public const string Name = "kubesharp.local/pause:1";

    /// <summary>Writes the image as an OCI archive; the same bytes each time.</summary>
    public static void WriteArchive(string path)
    {
        using var layer = new MemoryStream();
        using (var tar = new TarWriter(layer, TarEntryFormat.Ustar, leaveOpen: true))
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "pause")
            {
                DataStream = new MemoryStream(PauseProgram.Build()),
                Mode = (UnixFileMode)0b111_101_101,
                ModificationTime = DateTimeOffset.UnixEpoch,
            });
        }

        OciArchive.Write(path, Name, layer.ToArray(), "/pause");
    }
}
