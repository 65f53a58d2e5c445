namespace KubeSharp.ApiServer.Admission.Matching;

/// <summary>Operations as rules and reviews write them.</summary>
internal static class OperationNames
{
    public static string Of(AdmissionOperation operation) => operation switch
    {
        AdmissionOperation.Create => "CREATE",
        AdmissionOperation.Update => "UPDATE",
        AdmissionOperation.Delete => "DELETE",
        _ => "CONNECT",
    };
}
