namespace KubeSharp.ApiServer.Encryption.Kms;

/// <summary>A KMS plugin.</summary>
/// <param name="Name">Its name in the configuration, which values bear in their prefix.</param>
/// <param name="Socket">Path of its unix socket.</param>
/// <param name="Timeout">How long a call may take.</param>
internal sealed record KmsProviderOptions(string Name, string Socket, TimeSpan Timeout);
