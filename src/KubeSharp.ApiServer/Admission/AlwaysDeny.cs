namespace KubeSharp.ApiServer.Admission;

/// <summary>Off by default, deprecated: refuses everything.</summary>
internal sealed class AlwaysDeny : IMutatingAdmissionPlugin
{
    public string Name => "AlwaysDeny";

    public bool Handles(AdmissionOperation operation) => true;

    public ValueTask AdmitAsync(AdmissionContext context, CancellationToken cancellationToken) =>
        throw context.Forbidden("admission control is denying all modifications");
}
