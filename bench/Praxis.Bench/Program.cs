using Praxis.Bench;

if (args is ["grouping", "--measure", string file])
{
    return GroupingBench.Measure(file);
}

if (args is ["grouping"] or ["grouping", "--events", _])
{
    return GroupingBench.Run(args.Length == 3 ? long.Parse(args[2]) : 10_000_000);
}

if (args is ["softmax"])
{
    return SoftmaxBench.Run();
}

Console.Error.WriteLine("usage: dotnet run --project bench/Praxis.Bench -c Release -- grouping [--events N] | softmax");
return 2;
