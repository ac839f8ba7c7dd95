OUTLET_COMPARE.put("filters",{"names":["Example Daily","Example Ilbo","Example Post","Example Wire","outlet not given"],"days":"20200909,20200708,","outlets":"2,3.0.1,4"});
