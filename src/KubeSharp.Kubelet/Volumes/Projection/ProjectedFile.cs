namespace KubeSharp.Kubelet.Volumes.Projection;

/// <summary>A file of a projected volume.</summary>
/// <param name="Mode">Permission bits.</param>
/// <param name="Owner">The user it is given to; null leaves it to root.</param>
internal readonly record struct ProjectedFile(ReadOnlyMemory<byte> Content, int Mode, uint? Owner = null)
{
    public bool Equals(ProjectedFile other) => Mode == other.Mode && Owner == other.Owner && Content.Span.SequenceEqual(other.Content.Span);

    public override int GetHashCode() => HashCode.Combine(Mode, Owner, Content.Length);
}
