using System.Runtime.CompilerServices;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Evaluation;

/// <summary>Room on the stack for the arguments of nearly every call.</summary>
[InlineArray(Length)]
internal struct ArgumentBuffer
{
    public const int Length = 4;

    private CelValue _first;
}
