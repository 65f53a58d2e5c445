using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.Pods;

/// <summary>Removes the directories of pods that are gone.</summary>
internal static class PodDirectories
{
    /// <summary>Deletes a pod's state and logs. Its volumes have to be unmounted: what is left of them is never walked into.</summary>
    public static void Delete(PodPaths paths, Pod pod)
    {
        DeleteState(paths, pod.Metadata.UID);
        DeleteTree(paths.PodLogs(pod.Metadata.Namespace, pod.Metadata.Name, pod.Metadata.UID));
    }

    public static void DeleteState(PodPaths paths, string uid)
    {
        var volumes = paths.Volumes(uid);
        if (Directory.Exists(volumes) && Directory.EnumerateFileSystemEntries(volumes, "*", SearchOption.TopDirectoryOnly).Any(HasEntries))
        {
            // Something is still mounted or holds data; whoever takes it down deletes it.
            return;
        }
        DeleteTree(paths.Pod(uid));
    }

    private static bool HasEntries(string plugin) => Directory.Exists(plugin) && Directory.EnumerateFileSystemEntries(plugin).Any();

    private static void DeleteTree(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // It is gone already.
        }
    }
}
