namespace KubeSharp.Kubelet.Tests.Volumes;

internal sealed class TemporaryDirectory : IDisposable
{
    public string FullName { get; } = Directory.CreateTempSubdirectory("kubesharp-volumes").FullName;

    public string this[string path] => Path.Combine(FullName, path);

    public void Dispose() => Directory.Delete(FullName, recursive: true);
}
