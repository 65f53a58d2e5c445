using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Evaluation;

/// <summary>A step of a program.</summary>
internal abstract class Node
{
    /// <summary>A name, a field or an index: a further selection from it costs 1, not 2.</summary>
    public virtual bool IsAttribute => false;

    public abstract CelValue Evaluate(Frame frame);
}
