namespace KubeSharp.Kubelet.Pods;

/// <summary>Where the files of a pod lie, in upstream's layout.</summary>
/// <param name="RootDir">The kubelet's state directory, <c>/var/lib/kubelet</c>.</param>
/// <param name="LogsDir">The pods' logs, <c>/var/log/pods</c>.</param>
internal sealed record PodPaths(string RootDir, string LogsDir)
{
    /// <summary><c>ROOT/pods</c>.</summary>
    public string Pods => Path.Combine(RootDir, "pods");

    /// <summary><c>ROOT/pods/UID</c>.</summary>
    public string Pod(string uid) => Path.Combine(Pods, uid);

    /// <summary><c>ROOT/pods/UID/volumes</c>.</summary>
    public string Volumes(string uid) => Path.Combine(Pod(uid), "volumes");

    /// <summary><c>ROOT/pods/UID/volumes/PLUGIN/NAME</c>; the slash in a plugin's name becomes a tilde.</summary>
    public string Volume(string uid, string plugin, string name) => Path.Combine(Volumes(uid), plugin.Replace('/', '~'), name);

    /// <summary><c>ROOT/pods/UID/containers/CONTAINER</c>.</summary>
    public string Container(string uid, string container) => Path.Combine(Pod(uid), "containers", container);

    /// <summary><c>ROOT/pods/UID/etc-hosts</c>.</summary>
    public string EtcHosts(string uid) => Path.Combine(Pod(uid), "etc-hosts");

    /// <summary><c>LOGS/NAMESPACE_NAME_UID</c>.</summary>
    public string PodLogs(string ns, string name, string uid) => Path.Combine(LogsDir, $"{ns}_{name}_{uid}");

    /// <summary><c>LOGS/NAMESPACE_NAME_UID/CONTAINER/ATTEMPT.log</c>.</summary>
    public string ContainerLog(string ns, string name, string uid, string container, uint attempt) =>
        Path.Combine(PodLogs(ns, name, uid), container, $"{attempt}.log");
}
