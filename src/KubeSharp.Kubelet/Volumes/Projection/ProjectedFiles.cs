namespace KubeSharp.Kubelet.Volumes.Projection;

/// <summary>The wanted content of a projected volume: files by their path in it.</summary>
internal sealed class ProjectedFiles
{
    private readonly SortedDictionary<string, ProjectedFile> _files = new(StringComparer.Ordinal);

    public IReadOnlyCollection<KeyValuePair<string, ProjectedFile>> Files => _files;

    /// <summary>Adds a file; a later source wins over an earlier one with the same path.</summary>
    /// <exception cref="VolumeMountException">The path would leave the volume, or collide with the writer's own names.</exception>
    public void Add(string path, ProjectedFile file)
    {
        if (path.Length == 0)
        {
            throw new VolumeMountException("invalid path: must not be empty: ");
        }

        if (path[0] == '/')
        {
            throw new VolumeMountException($"invalid path: must be relative path: {path}");
        }

        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments.Contains(".."))
        {
            throw new VolumeMountException($"invalid path: must not contain '..': {path}");
        }

        if (segments.Length == 0 || segments[0].StartsWith("..", StringComparison.Ordinal))
        {
            throw new VolumeMountException($"invalid path: must not start with '..': {path}");
        }

        _files[string.Join('/', segments.Where(segment => segment != "."))] = file;
    }

    public bool SameAs(ProjectedFiles other) =>
        _files.Count == other._files.Count && _files.Zip(other._files).All(pair => pair.First.Key == pair.Second.Key && pair.First.Value == pair.Second.Value);
}
