namespace KubeSharp.ApiServer.Admission;

/// <summary>Off by default, deprecated: has nothing against anything.</summary>
internal sealed class AlwaysAdmit : IValidatingAdmissionPlugin
{
    public string Name => "AlwaysAdmit";

    public bool Handles(AdmissionOperation operation) => false;

    public ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
