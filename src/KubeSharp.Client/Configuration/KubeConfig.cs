namespace KubeSharp.Client.Configuration;

/// <summary>A kubeconfig: clusters, users and the contexts that pair them.</summary>
public sealed record KubeConfig
{
    public IReadOnlyList<KubeConfigCluster> Clusters { get; init; } = [];

    public IReadOnlyList<KubeConfigUser> Users { get; init; } = [];

    public IReadOnlyList<KubeConfigContext> Contexts { get; init; } = [];

    public string CurrentContext { get; init; } = "";

    /// <summary>A kubeconfig of one cluster, one user and the context of both, which is current.</summary>
    public static KubeConfig ForOne(KubeConfigCluster cluster, KubeConfigUser user, string context, string ns = "") => new()
    {
        Clusters = [cluster],
        Users = [user],
        Contexts = [new KubeConfigContext(context, cluster.Name, user.Name, ns)],
        CurrentContext = context,
    };

    /// <summary>Reads one file. Relative paths in it are made absolute.</summary>
    /// <exception cref="KubeConfigException">It cannot be read, or is no kubeconfig.</exception>
    public static KubeConfig Load(string path)
    {
        try
        {
            return KubeConfigReader.Read(File.ReadAllText(path), Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new KubeConfigException($"The kubeconfig {path} cannot be read: {failure.Message}", failure);
        }
        catch (KubeConfigException invalid)
        {
            throw new KubeConfigException($"The kubeconfig {path} is invalid: {invalid.Message}", invalid);
        }
    }

    /// <summary>
    /// Finds the kubeconfig as kubectl does: <paramref name="explicitPath"/>, else the files of <c>KUBECONFIG</c> merged, else
    /// <c>~/.kube/config</c>.
    /// </summary>
    public static KubeConfig LoadDefault(string? explicitPath = null)
    {
        if (!string.IsNullOrEmpty(explicitPath))
        {
            return Load(explicitPath);
        }

        var paths = Environment.GetEnvironmentVariable("KUBECONFIG");
        if (string.IsNullOrEmpty(paths))
        {
            return Load(DefaultPath);
        }

        return paths.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(File.Exists)
            .Select(Load)
            .Aggregate(new KubeConfig(), static (sum, next) => sum.Merge(next));
    }

    public static string DefaultPath =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config");

    /// <summary>Adds what <paramref name="other"/> has under new names. As in kubectl, the first file that names a thing wins.</summary>
    public KubeConfig Merge(KubeConfig other) => new()
    {
        Clusters = [.. Clusters.Concat(other.Clusters).DistinctBy(static entry => entry.Name)],
        Users = [.. Users.Concat(other.Users).DistinctBy(static entry => entry.Name)],
        Contexts = [.. Contexts.Concat(other.Contexts).DistinctBy(static entry => entry.Name)],
        CurrentContext = CurrentContext.Length > 0 ? CurrentContext : other.CurrentContext,
    };
}
