namespace KubeSharp.Cel.Values;

/// <summary>Why an expression has no value.</summary>
public sealed class CelError(string message)
{
    public string Message { get; } = message;

    public override string ToString() => Message;
}
