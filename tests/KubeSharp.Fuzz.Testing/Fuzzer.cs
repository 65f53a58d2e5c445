using System.Text;

namespace KubeSharp.Fuzz.Testing;

/// <summary>
/// Feeds changed inputs to code that reads what clients send. The code may take or refuse an input, and nothing else; it may not take
/// memory out of proportion either. Inputs that are taken are changed further, so that they get deeper into the code.
/// </summary>
/// <remarks>KUBESHARP_FUZZ_INPUTS is the number of inputs for each target, KUBESHARP_FUZZ_SEED where the choices come from.</remarks>
public sealed class Fuzzer
{
    private const int DefaultInputs = 2_000;
    private const int PoolLimit = 2_000;

    /// <summary>For one input, whatever its length (at most 16 KiB).</summary>
    private const long MemoryLimit = 64 << 20;

    private readonly Random _random;
    private readonly int _inputs = Setting("KUBESHARP_FUZZ_INPUTS", DefaultInputs);
    private readonly int _seed = Setting("KUBESHARP_FUZZ_SEED", 1);
    private readonly List<byte[]> _pool;
    private readonly Mutator _mutator;

    /// <param name="corpus">Inputs to begin with.</param>
    /// <param name="words">Pieces that mean something to the code.</param>
    public Fuzzer(IEnumerable<byte[]> corpus, params string[] words)
    {
        _random = new Random(_seed);
        _pool = [.. corpus];
        _mutator = new Mutator(_random, [.. words.Select(Encoding.UTF8.GetBytes)]);
    }

    /// <param name="target">Reads an input.</param>
    /// <param name="isRefusal">Whether an exception is how the code refuses an input.</param>
    /// <exception cref="FuzzException">Something else happened; it names the input.</exception>
    public void Run(Action<byte[]> target, Func<Exception, bool> isRefusal)
    {
        for (var count = 0; count < _inputs; count++)
        {
            var input = _mutator.Change(Pick(), Pick());
            if (Try(target, isRefusal, input))
            {
                Keep(input);
            }
        }
    }

    private static int Setting(string name, int value) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : value;

    private bool Try(Action<byte[]> target, Func<Exception, bool> isRefusal, byte[] input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var taken = true;
        try
        {
            target(input);
        }
        catch (Exception refusal) when (isRefusal(refusal))
        {
            taken = false;
        }
        catch (Exception failure)
        {
            throw new FuzzException(_seed, input, failure.Message, failure);
        }

        var used = GC.GetAllocatedBytesForCurrentThread() - before;
        return used <= MemoryLimit ? taken : throw new FuzzException(_seed, input, $"{used} bytes were allocated", null);
    }

    private byte[] Pick() => _pool[_random.Next(_pool.Count)];

    private void Keep(byte[] input)
    {
        if (_pool.Count < PoolLimit)
        {
            _pool.Add(input);
        }
        else
        {
            _pool[_random.Next(PoolLimit)] = input;
        }
    }
}
