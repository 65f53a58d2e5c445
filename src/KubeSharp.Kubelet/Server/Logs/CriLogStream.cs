namespace KubeSharp.Kubelet.Server.Logs;

/// <summary>Which output of a container a log line is from.</summary>
[Flags]
internal enum CriLogStream
{
    None = 0,
    Stdout = 1,
    Stderr = 2,
    All = Stdout | Stderr,
}
