using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Controllers.Quotas;

/// <summary>A resource whose objects use quotas.</summary>
internal interface ICountedResource
{
    ApiResource Resource { get; }

    /// <summary>Whether the quota limits anything of this resource.</summary>
    bool IsNeededBy(ResourceQuota quota);

    /// <summary>The objects of a namespace, as the informer knows them.</summary>
    IEnumerable<ApiObject> List(string ns);
}
