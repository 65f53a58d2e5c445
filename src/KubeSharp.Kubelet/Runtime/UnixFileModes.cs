namespace KubeSharp.Kubelet.Runtime;

/// <summary>Permissions that the kubelet gives to files of its own.</summary>
internal static class UnixFileModes
{
    /// <summary>0666.</summary>
    public const UnixFileMode ReadWriteAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>0750.</summary>
    public const UnixFileMode PrivateDirectory = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;

    /// <summary>0755.</summary>
    public const UnixFileMode PublicDirectory = PrivateDirectory | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
}
