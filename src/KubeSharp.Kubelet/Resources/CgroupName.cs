using System.Text;

namespace KubeSharp.Kubelet.Resources;

/// <summary>A cgroup's path below the node's root: plain names, none of which holds a slash.</summary>
internal readonly record struct CgroupName(string Path)
{
    public static CgroupName Root { get; } = new("");

    public CgroupName Child(string name) => new(Path.Length == 0 ? name : $"{Path}/{name}");

    /// <summary><c>/kubepods/burstable/pod1-2</c>.</summary>
    public string ToCgroupfs() => "/" + Path;

    /// <summary>
    /// systemd spells the ancestors into each name: <c>/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod1_2.slice</c>.
    /// Dashes inside a plain name become underscores, as the dash separates levels.
    /// </summary>
    public string ToSystemdPath()
    {
        var path = new StringBuilder();
        var prefix = "";
        foreach (var part in Path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            prefix = prefix.Length == 0 ? Escape(part) : $"{prefix}-{Escape(part)}";
            path.Append('/').Append(prefix).Append(".slice");
        }
        return path.Length == 0 ? "/" : path.ToString();
    }

    /// <summary>The last slice's name, as the runtime wants its cgroup parent under the systemd driver.</summary>
    public string ToSlice()
    {
        var path = ToSystemdPath();
        return path == "/" ? "-.slice" : path[(path.LastIndexOf('/') + 1)..];
    }

    private static string Escape(string part) => part.Replace('-', '_');
}
