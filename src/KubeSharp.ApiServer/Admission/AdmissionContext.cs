using KubeSharp.Api;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Admission;

/// <summary>One write as the admission plugins see it.</summary>
public sealed class AdmissionContext
{
    private Reinvocation? _reinvocation;

    public required RequestContext Request { get; init; }

    public required AdmissionOperation Operation { get; init; }

    /// <summary>The resource of the request; its name and subresource stand in <see cref="RequestContext.Info"/>.</summary>
    public required ApiResource Resource { get; init; }

    public required string Namespace { get; init; }

    /// <summary>"" on a create with generateName.</summary>
    public required string Name { get; init; }

    public string Subresource => Request.Info.Subresource;

    /// <summary>The new object; mutating plugins replace it. Null on delete.</summary>
    public ApiKind? Object { get; set; }

    /// <summary>The stored object on update and delete; null otherwise.</summary>
    public ApiKind? OldObject { get; init; }

    /// <summary>CreateOptions, UpdateOptions, DeleteOptions or the options of a connect request; null where the request had none.</summary>
    public ApiKind? Options { get; init; }

    /// <summary>For plugins that want the others to run again.</summary>
    internal Reinvocation Reinvocation => _reinvocation ??= new Reinvocation();

    internal bool NeedsReinvocation => _reinvocation is { IsRequired: true, IsReinvocation: false };
}
