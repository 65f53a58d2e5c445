using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Native;

namespace KubeSharp.Kubelet.Volumes.Plugins;

/// <summary>A file or directory of the host as it is.</summary>
internal sealed class HostPathPlugin : IVolumePlugin
{
    private const UnixFileMode NewDirectory = (UnixFileMode)0b111_101_101;
    private const UnixFileMode NewFile = (UnixFileMode)0b110_100_100;

    public bool CanSupport(Volume volume) => volume.HostPath is not null;

    public ValueTask<MountedVolume> SetUpAsync(VolumeRequest request, CancellationToken cancellationToken) => ValueTask.FromResult(
        request.State.Mounted ??= new MountedVolume(request.Volume.Name, Check(request.Volume.HostPath!), ReadOnly: false));

    /// <summary>Checks the path against its type, making what the type says is to be made.</summary>
    /// <returns>The path.</returns>
    internal static string Check(HostPathVolumeSource source)
    {
        var path = source.Path;
        var kind = FileStatus.Of(path)?.Kind;
        switch (source.Type ?? HostPathType.HostPathUnset)
        {
            case HostPathType.HostPathUnset:
                break;
            case HostPathType.HostPathDirectoryOrCreate when kind is null:
                Directory.CreateDirectory(path);
                File.SetUnixFileMode(path, NewDirectory);
                break;
            case HostPathType.HostPathDirectoryOrCreate or HostPathType.HostPathDirectory:
                Require(kind == FileKind.Directory, path, "a directory");
                break;
            case HostPathType.HostPathFileOrCreate when kind is null:
                File.Create(path).Dispose();
                File.SetUnixFileMode(path, NewFile);
                break;
            case HostPathType.HostPathFileOrCreate or HostPathType.HostPathFile:
                Require(kind == FileKind.Regular, path, "a file");
                break;
            case HostPathType.HostPathSocket:
                Require(kind == FileKind.Socket, path, "a socket file");
                break;
            case HostPathType.HostPathCharDev:
                Require(kind == FileKind.CharDevice, path, "a character device");
                break;
            case HostPathType.HostPathBlockDev:
                Require(kind == FileKind.BlockDevice, path, "a block device");
                break;
            default:
                throw new VolumeMountException($"hostPath type check failed: {source.Type} is an invalid volume type");
        }

        return path;
    }

    private static void Require(bool isKind, string path, string what)
    {
        if (!isKind)
        {
            throw new VolumeMountException($"hostPath type check failed: {path} is not {what}");
        }
    }
}
