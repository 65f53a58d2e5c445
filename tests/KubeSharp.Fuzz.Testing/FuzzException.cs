namespace KubeSharp.Fuzz.Testing;

/// <summary>An input that the code neither took nor refused.</summary>
public sealed class FuzzException(int seed, byte[] input, string what, Exception? inner)
    : Exception($"seed {seed}, input (base64) {Convert.ToBase64String(input)}: {what}", inner);
