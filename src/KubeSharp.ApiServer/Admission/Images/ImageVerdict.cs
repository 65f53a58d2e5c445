namespace KubeSharp.ApiServer.Admission.Images;

/// <summary>What the webhook thinks of the images of a pod.</summary>
internal sealed record ImageVerdict(bool Allowed, string Reason, IReadOnlyList<KeyValuePair<string, string>> AuditAnnotations);
