namespace KubeSharp.ApiServer.Authentication.Tokens;

/// <summary>Name and uid of an object that a token is tied to.</summary>
internal readonly record struct BoundReference(string Name, string Uid);
