using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Admission.Pods;

/// <summary>Lists of tolerations that stand by themselves, outside of a pod.</summary>
internal static class TolerationJson
{
    /// <param name="json">A JSON list.</param>
    /// <exception cref="DecodeException">It is not a list of tolerations.</exception>
    public static ApiList<Toleration> Read(string json) =>
        JsonCodec.Decode<Pod>(Encoding.UTF8.GetBytes($$$"""{"apiVersion":"v1","kind":"Pod","spec":{"tolerations":{{{json}}}}}""")).Spec.Tolerations;
}
