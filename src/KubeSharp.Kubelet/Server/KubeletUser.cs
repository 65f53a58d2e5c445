using KubeSharp.Api;

namespace KubeSharp.Kubelet.Server;

/// <summary>Who asks the kubelet.</summary>
internal sealed record KubeletUser(string Name, string UID, ApiList<string> Groups, ApiMap<ApiList<string>> Extra)
{
    public static KubeletUser Anonymous { get; } = new("system:anonymous", "", ["system:unauthenticated"], default);
}
