using KubeSharp.Api;
using KubeSharp.Api.Custom;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.CustomResources;

/// <summary>The conversion "None": another apiVersion, and the fields that the version's schema knows.</summary>
internal sealed class CustomConverter(CustomKind stored, CustomKind served) : IVersionConverter
{
    public ApiType Served => served.Type;

    public ApiObject ToServed(ApiObject value) => ((CustomObject)value).As(served);

    public ApiObject ToStored(ApiObject value) => ((CustomObject)value).As(stored);
}
