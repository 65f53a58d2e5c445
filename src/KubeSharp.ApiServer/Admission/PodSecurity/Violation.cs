namespace KubeSharp.ApiServer.Admission.PodSecurity;

/// <param name="Reason">What is forbidden.</param>
/// <param name="Detail">Where it is, and what to do instead.</param>
internal readonly record struct Violation(string Reason, string Detail)
{
    public override string ToString() => Detail.Length == 0 ? Reason : $"{Reason} ({Detail})";
}
