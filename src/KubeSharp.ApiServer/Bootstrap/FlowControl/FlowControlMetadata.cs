using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Bootstrap.FlowControl;

internal static class FlowControlMetadata
{
    public const string AutoUpdateAnnotation = "apf.kubernetes.io/autoupdate-spec";

    public static ObjectMeta Of(string name) => new()
    {
        Name = name,
        Generation = 1,
        Annotations = default(ApiMap<string>).Set(AutoUpdateAnnotation, "true"),
    };
}
